import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, fetchPages } from "./app/App";
import { startServiceWorker } from "./app/shell/newVersion";
import { queryClient, sessionQuery } from "./shared/api";
import { startTranslations } from "./shared/i18n";
import "./styles/app.css";

const root = document.getElementById("root");

startServiceWorker();
void queryClient.prefetchQuery(sessionQuery);

if (root) {
  void Promise.all([startTranslations(), fetchPages()]).then(() => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  });
}
