/** Imports as an answer names them: #3, #5. */
export function receiptNames(receipts: readonly number[]): string {
  return receipts.map((receipt) => `#${receipt}`).join(', ');
}
