import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startServiceWorker } from "./app/shell/newVersion";
import { startTranslations } from "./shared/i18n";
import "./styles/app.css";

const root = document.getElementById("root");

startServiceWorker();

if (root) {
  void startTranslations().then(() => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  });
}
