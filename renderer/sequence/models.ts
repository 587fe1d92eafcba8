/** The trained models that can be compared: those of runs on the same source as the open one. */
import { useEffect, useState } from 'react';
import { flatSettings, settings, type SequenceStudy } from '../../src/study';
import { request } from '../bridge/request';
import { useRun } from '../state/run';
import { wholeStudy } from '../state/study';

export interface ComparedModel {
  readonly run: string;
  readonly title: string;
  readonly kind: SequenceStudy['model']['kind'];
  /** "LSTM", or "LSTM 2" where there are several. */
  readonly label: string;
}

const mostCompared = 8;

/** What two studies must share for their symbols to be the same. */
function sourceSettings({ source, tokens, seed, split }: SequenceStudy): Record<string, unknown> {
  return flatSettings({ source, tokens, seed, split });
}

/** The open run first, then the newest others. */
export function useModels(): readonly ComparedModel[] {
  const open = useRun((state) => state.state?.run ?? null);
  const document = useRun((state) => state.study);
  const runs = useRun((state) => state.runs);
  const [models, setModels] = useState<readonly ComparedModel[]>([]);
  useEffect(() => {
    const study = wholeStudy(document);
    if (open === null || study?.lab !== 'sequence') {
      setModels([]);
      return undefined;
    }
    let isWanted = true;
    const same = sourceSettings(study);
    const paths = [...Object.keys(same), 'model.kind'];
    request('run.settings', { paths }).then(
      ({ runs: names, values }) => {
        const compared = names
          .map((run, k) => ({ run, k, summary: runs?.find((one) => one.run === run) }))
          .filter(
            ({ run, k, summary }) =>
              (run === open || ((summary?.step ?? 0) > 0 && summary?.archived !== true)) &&
              Object.entries(same).every(([path, value]) => values[path]?.[k] === value),
          )
          .sort(
            (a, b) =>
              Number(b.run === open) - Number(a.run === open) ||
              (b.summary?.startedAt ?? 0) - (a.summary?.startedAt ?? 0),
          )
          .slice(0, mostCompared)
          .map(({ run, k, summary }) => ({
            run,
            title: summary?.title ?? run,
            kind: values['model.kind']?.[k] as ComparedModel['kind'],
          }));
        if (isWanted) setModels(labelled(compared));
      },
      () => isWanted && setModels([]),
    );
    return () => {
      isWanted = false;
    };
  }, [open, document, runs]);
  return models;
}

function labelled(models: readonly Omit<ComparedModel, 'label'>[]): ComparedModel[] {
  const counts = new Map<string, number>();
  return models.map((model) => {
    const count = (counts.get(model.kind) ?? 0) + 1;
    counts.set(model.kind, count);
    const { label } = settings['model.kind'].choices[model.kind];
    return { ...model, label: count === 1 ? label : `${label} ${count}` };
  });
}
