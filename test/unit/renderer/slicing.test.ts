import { describe, expect, it } from 'vitest';
import { slicing } from '../../../renderer/views/slicing';

describe('which coordinates lie in a picture', () => {
  it('one of space over time, else the first two of space', () => {
    expect(slicing(['x', 't'], 't', null)).toMatchObject({ up: 'x', across: 't', held: [] });
    expect(slicing(['t', 'x'], 't', null)).toMatchObject({ up: 'x', across: 't', held: [] });
    expect(slicing(['x', 'y'], undefined, null)).toMatchObject({ up: 'y', across: 'x', held: [] });
    expect(slicing(['x', 't', 'y', 'z'], 't', null)).toMatchObject({
      up: 'y',
      across: 'x',
      held: ['t', 'z'],
    });
    expect(slicing(['x'], undefined, null)).toBeNull();
  });

  it('those that were chosen, where the study has them', () => {
    const chosen = { up: 't', across: 'y' };
    expect(slicing(['x', 'y', 't'], 't', chosen)).toMatchObject({ up: 't', across: 'y', held: ['x'] });
    expect(slicing(['x', 't'], 't', chosen)).toMatchObject({ up: 'x', across: 't' });
    expect(slicing(['x', 'y'], undefined, { up: 'x', across: 'x' })).toMatchObject({ up: 'y', across: 'x' });
  });
});
