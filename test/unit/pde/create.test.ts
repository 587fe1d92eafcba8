import { describe, expect, it } from 'vitest';
import { createTrainer } from '../../../src/pde';
import { plainStudy } from '../../support/runs';

describe('a trainer', () => {
  it('is refused before it trains when a later optimiser would not fit into memory', () => {
    const study = plainStudy({ network: { kind: 'mlp', width: 1000, depth: 5 } });
    expect(() => createTrainer(study, { data: [], threads: 1, device: 'cpu' })).toThrow(
      /^The optimiser self-scaled-broyden needs [\d,]+ GiB of memory for the 4,007,001 parameters .* another optimiser\.$/,
    );
  });
});
