/**
 * The little the bridge must know of the SQL that passes it. Postgres says that it executed a LISTEN but not
 * of which channel, and all connections share one engine, so the bridge reads the channel in the text.
 */

const quoted =
  /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$|--[^\n]*|\/\*|;/gs;

/** Cut at top-level semicolons, comments removed, literals emptied, quoted names kept. Linear in its input. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = '';
  let at = 0;
  quoted.lastIndex = 0;
  for (let match = quoted.exec(sql); match; match = quoted.exec(sql)) {
    const [text] = match;
    current += sql.slice(at, match.index);
    at = quoted.lastIndex;
    if (text === ';') {
      statements.push(current.trim());
      current = '';
    } else if (text.startsWith('"')) current += text;
    else if (text.endsWith("'")) current += "''";
    else if (text.startsWith('$')) {
      const end = sql.indexOf(text, at);
      at = end < 0 ? sql.length : end + text.length;
      current += "''";
    } else {
      if (text === '/*') at = endOfComment(sql, at);
      current += ' ';
    }
    quoted.lastIndex = at;
  }
  statements.push((current + sql.slice(at)).trim());
  return statements.filter((statement) => statement !== '');
}

/** Comments nest in Postgres. */
function endOfComment(sql: string, from: number): number {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    const close = sql.indexOf('*/', at);
    if (close < 0) return sql.length;
    const open = sql.indexOf('/*', at);
    const opensFirst = open >= 0 && open < close;
    depth += opensFirst ? 1 : -1;
    at = (opensFirst ? open : close) + 2;
  }
  return at;
}

export type ListenChange = { kind: 'listen'; channel: string } | { kind: 'unlisten'; channel: string | '*' };

const listenPattern = /^(un)?listen\s*(\*|"(?:[^"]|"")*"|[^\s;]+)/i;

/** In the order in which they stand, which is that of their command tags. */
export function readListenChanges(sql: string): ListenChange[] {
  // Most statements never mention it, and those that carry much text should not be cut up for nothing.
  if (!/listen/i.test(sql)) return [];
  return splitStatements(sql).flatMap((statement): ListenChange[] => {
    const match = listenPattern.exec(statement);
    const name = match?.[2];
    if (!match || name === undefined) return [];
    // Postgres cuts names at 63 bytes; channels are short, and cutting by bytes keeps both sides equal.
    const channel = Buffer.from(
      name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase(),
    )
      .subarray(0, 63)
      .toString();
    return [match[1] ? { kind: 'unlisten', channel } : { kind: 'listen', channel }];
  });
}

/** The engine would wait for data that cannot reach it, and die. */
export function copiesFromClient(sql: string): boolean {
  if (!/\bfrom\s+stdin\b/i.test(sql)) return false;
  return splitStatements(sql).some((statement) => /^copy\b.*\bfrom\s+stdin\b/is.test(statement));
}

/** Whether a query may leave the session with other settings, where its command tags would not say so. */
export function mayChangeSettings(sql: string): boolean {
  return /set_config/i.test(sql);
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Right whatever standard_conforming_strings says. */
export function quoteLiteral(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
