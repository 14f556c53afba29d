/** Every statement laid out alike; text that the formatter cannot read stays as it is. */
export async function formatted(text: string): Promise<string> {
  const { format } = await import('sql-formatter');
  try {
    return format(text, { language: 'duckdb', keywordCase: 'upper', expressionWidth: 80, linesBetweenQueries: 1 });
  } catch {
    return text;
  }
}
