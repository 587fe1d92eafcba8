/** A line of a run's log. */
export interface LogEntry {
  readonly level: 'information' | 'warning' | 'error';
  readonly text: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** One line: time, level and sentence, between tabs. */
export function logLine(entry: LogEntry): string {
  const time = new Date(entry.time * 1000).toISOString();
  return `${time}\t${entry.level}\t${entry.text.replaceAll(/\s*\n\s*/g, ' ')}`;
}

/** The entry of a line of `log.txt`, or null for a line that was torn. */
export function readLogLine(line: string): LogEntry | null {
  const match = /^(\S+)\t(information|warning|error)\t(.*)$/.exec(line);
  if (match === null) return null;
  const [, time = '', level, text = ''] = match;
  return { level: level as LogEntry['level'], text, time: Date.parse(time) / 1000 };
}
