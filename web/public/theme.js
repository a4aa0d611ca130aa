{
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = kept("guanxi.theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  const wanted = (navigator.language || "en").toLowerCase();
  const guessed = !wanted.startsWith("zh") ? "en" : /hant|tw|hk|mo/.test(wanted) ? "zh-TW" : "zh-CN";
  root.lang = kept("guanxi.language") || guessed;
}
