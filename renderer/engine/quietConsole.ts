/** DuckDB's worker prints every error, with the values of customers that it quotes. */
const quiet = () => undefined;
Object.assign(console, { log: quiet, info: quiet, warn: quiet, error: quiet });
