import { useEffect, useState } from 'react';
import { request } from '../bridge/request';
import { useDocument } from '../state/document';
import { valueAt } from '../state/json';
import type { Problem } from '../../src/study';

/** Typing is over after so many milliseconds. */
const pause = 300;

/** What is wrong with a study of sequences, found by reading its files: told anew when what they are asked for changes. */
export function useFileProblems(): readonly Problem[] {
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  const [found, setFound] = useState<readonly Problem[]>([]);
  const asked = useDocument((state) =>
    JSON.stringify(
      [['source'], ['split'], ['training', 'window']].map((path) =>
        valueAt(state.document ?? undefined, path),
      ),
    ),
  );
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      const { document: study } = useDocument.getState();
      request('study.check', { study, ...(folder !== undefined && { folder }) })
        .then(({ problems }) => isWanted && setFound(problems as readonly Problem[]))
        .catch(() => isWanted && setFound([]));
    }, pause);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [asked, folder]);
  return found;
}
