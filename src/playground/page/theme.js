// Light or dark before anything is drawn, as chosen last; a plain script, so that nothing flashes. The switch is in main.js.
try {
  const chosen = localStorage.getItem('playground-theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // A browser that keeps nothing follows the system.
}
