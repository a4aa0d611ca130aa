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

// Whether they come or not is for whoever draws them to say.
const pages = fetchPages().catch(() => undefined);

if (root) {
  void Promise.all([startTranslations(), pages]).then(() => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  });
}
