import { useEffect, useState } from 'react';
import { live } from '../state/live';

const readingPause = 250;

/** Draws its component anew when metrics came in, a few times a second at most. */
export function useMetrics(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = live.metricsChanged.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion(live.metricsChanged.read());
      }, readingPause);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, []);
  return version;
}
