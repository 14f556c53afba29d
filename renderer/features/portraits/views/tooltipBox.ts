/** A title and lines of name and text, built of text nodes: names come from people's data. */
export function tooltipBox(title: string, lines: readonly (readonly [name: string, text: string])[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'por-tooltip';
  box.appendChild(document.createElement('strong')).textContent = title;
  for (const [name, text] of lines) {
    const line = box.appendChild(document.createElement('div'));
    line.appendChild(document.createElement('span')).textContent = name;
    line.appendChild(document.createElement('span')).textContent = text;
  }
  return box;
}
