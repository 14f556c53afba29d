/** A text for a spreadsheet's cell. It comes from people's data: it must not break the row, nor be read as a formula. */
export function textCell(text: string): string {
  const oneLine = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(oneLine) ? `'${oneLine}` : oneLine;
}
