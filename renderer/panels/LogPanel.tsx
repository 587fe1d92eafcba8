import { useEffect, useRef } from 'react';
import { EmptyState } from '../controls/EmptyState';
import { useRun } from '../state/run';
import './panels.css';

/** What happened, in sentences, the newest at the end. */
export function LogPanel() {
  const log = useRun((state) => state.log);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = list.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [log]);
  if (log.length === 0) return <EmptyState title="Nothing to tell yet" />;
  return (
    <div ref={list} className="log scrolling selectable" role="log" aria-label="Log" tabIndex={0}>
      {log.map(({ time, level, text }, index) => (
        <p key={index} className={`log-line ${level}`}>
          <time className="code soft">{new Date(1000 * time).toLocaleTimeString()}</time>
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
