/** Every word that was typed begins a word of the entry, or stands inside its label. */
export function matches(query: string, label: string, words: string): boolean {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = label.toLowerCase();
  const known = `${whole} ${words.toLowerCase()}`.split(/[\s·_]+/);
  return typed.every((word) => whole.includes(word) || known.some((entry) => entry.startsWith(word)));
}
