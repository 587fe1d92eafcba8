/** What the lab finds in the open study and a window can't: in its files, its geometry, its reference, the run it starts from. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { describePath, type Problem } from '../../src/study';
import { request } from '../bridge/request';
import { useDocument } from './document';
import { readDocument } from './study';

interface FoundStore {
  /** Without those that the window finds by itself. */
  readonly problems: readonly Problem[];
}

export const useFound = create<FoundStore>(() => ({ problems: [] }));

/** Milliseconds of rest after which the study is looked through. */
const rest = 400;

/** Has the lab look through the study whenever it has changed; what it found before holds until it has. */
export function useLookThrough(): void {
  const document = useDocument((state) => state.document);
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      request('study.check', { study: document, ...(folder !== undefined && { folder }) })
        .then(({ problems }) => {
          const known = new Set(readDocument(document).problems.map(keyOf));
          const others = (problems as readonly Problem[]).filter((one) => !known.has(keyOf(one)));
          if (isWanted) useFound.setState({ problems: others });
        })
        .catch(() => isWanted && useFound.setState({ problems: [] }));
    }, rest);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [document, folder]);
}

/** What tells problems apart. */
export function keyOf({ path, message }: Problem): string {
  return `${describePath(path)} ${message}`;
}
