import { useEffect, useState } from 'react';
import { request } from '../bridge/request';
import { plainMessage } from '../state/session';
import type { Method, Parameters, Results } from '../../src/lab/protocol';

interface Look<T> {
  /** What came last; kept while the next is looked for. */
  readonly found: T | null;
  readonly failure: string | null;
}

/** Typing is over after so many milliseconds. */
const pause = 250;

/**
 * What the lab gives for these parameters, asked again when they change; null asks for nothing.
 * @param version asks again when it changes, too: the model has learned meanwhile
 */
export function useLook<M extends Method>(
  method: M,
  parameters: Parameters<M> | null,
  version = 0,
): Look<Results[M]> {
  const [look, setLook] = useState<Look<Results[M]>>({ found: null, failure: null });
  const key = JSON.stringify(parameters);
  useEffect(() => {
    if (key === 'null') return undefined;
    let isWanted = true;
    const ask = setTimeout(() => {
      request(method, JSON.parse(key) as Parameters<M>).then(
        (found) => isWanted && setLook({ found, failure: null }),
        (error: unknown) => isWanted && setLook({ found: null, failure: plainMessage(error) }),
      );
    }, pause);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [method, key, version]);
  return look;
}
