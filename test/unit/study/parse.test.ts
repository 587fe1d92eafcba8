import { describe, expect, it } from 'vitest';
import {
  describePath,
  gallery,
  galleryEntry,
  newStudy,
  parseStudy,
  parseStudyText,
  settingAt,
  settings,
  studyJsonSchema,
  studyText,
  termNames,
  type Problem,
  type Study,
} from '../../../src/study';

const small = { collocate: 1, coordinates: { x: [0, 1] }, fields: ['u'], equations: ['u_xx = 1'] };

function study(document: unknown): Study {
  const parsed = parseStudy(document);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return parsed.study;
}

function problems(document: unknown): Problem[] {
  const parsed = parseStudy(document);
  return parsed.ok ? [] : parsed.problems;
}

describe('a study document', () => {
  it('takes a network with one setting given', () => {
    expect(study({ ...small, network: { width: 40 } }).network).toEqual({
      ...study(small).network,
      width: 40,
    });
  });

  it('fills in every default of the settings table', () => {
    const parsed = study(small);
    expect(parsed.weights).toEqual({ equations: 1, data: 1, conditions: 1, divergence: 1 });
    expect(parsed.network).toMatchObject({ kind: 'mlp', width: 20, depth: 4, activation: 'tanh' });
    expect(parsed.features).toMatchObject({ kind: 'none', harmonics: 1 });
    expect(parsed.points.every).toBe(settings['points.every'].default);
    expect(parsed.training.phases[0]).toMatchObject({ optimiser: 'adam', learningRate: 5e-3 });
    expect(parsed.equations).toEqual([{ text: 'u_xx = 1', weight: 1, group: 'equations' }]);
    expect(parsed.reference).toEqual({ kind: 'none' });
    expect(parsed.seed).toBe(0);
  });

  it('fills in the rest of a group that is given in part', () => {
    const parsed = study({ ...small, weights: { data: 3 }, points: { equations: 7 } });
    expect(parsed.weights).toEqual({ equations: 1, data: 3, conditions: 1, divergence: 1 });
    expect(parsed.points).toMatchObject({ equations: 7, sampler: 'jittered-rad' });
  });

  it('passes through its own text unchanged', () => {
    for (const entry of gallery) {
      const parsed = study(entry.study);
      const again = parseStudyText(studyText(parsed));
      expect(again).toEqual({ ok: true, study: parsed });
    }
    expect(study(JSON.parse(studyText(newStudy())))).toEqual(newStudy());
  });

  it('names an unknown key and the near one', () => {
    const [problem, second] = problems({ ...small, feilds: [], points: { equatoins: 5 } });
    expect(problem.message).toContain('points has no setting named "equatoins"');
    expect(problem.message).toContain('"equations"');
    expect(problem.path).toEqual(['points', 'equatoins']);
    expect(second.message).toContain('"feilds"');
    expect(second.message).toContain('Did you mean "fields"');
  });

  it('looks for the near key in the kind of phase that was chosen', () => {
    const [problem] = problems({
      ...small,
      training: { phases: [{ optimiser: 'self-scaled-broyden', steps: 5, learningRate: 1 }] },
    });
    expect(problem.path).toEqual(['training', 'phases', 0, 'learningRate']);
    expect(problem.message).toContain('Known here: optimiser and steps');
  });

  it.each([
    [{ ...small, fields: undefined }, 'fields', 'is missing'],
    [{ ...small, fields: [] }, 'fields', 'at least 1 entry'],
    [{ ...small, fields: ['u_x'] }, 'fields[0]', 'not a name'],
    [{ ...small, fields: ['constructor'] }, 'fields[0]', '("constructor") is a word that the program keeps'],
    [{ ...small, parameters: { toString: 1 } }, 'parameters.toString', '"toString" is a word that'],
    [{ ...small, fields: 'u' }, 'fields', 'must be a list, but is "u"'],
    [{ ...small, coordinates: {} }, 'coordinates', 'at least one coordinate'],
    [{ ...small, coordinates: { x: [0] } }, 'coordinates.x', 'at least 2 entries, but has 1'],
    [{ ...small, coordinates: { x: [0, null] } }, 'coordinates.x[1]', 'a number or a text'],
    [{ ...small, coordinates: { '2x': [0, 1] } }, 'coordinates.2x', '"2x" is not a name'],
    [{ ...small, network: { kind: 'mlp', width: 0 } }, 'network.width', 'at least 1'],
    [{ ...small, network: { kind: 'mlp', width: 2.5 } }, 'network.width', 'a whole number'],
    [{ ...small, network: { kind: 'mpl' } }, 'network.kind', '"mlp"'],
    [{ ...small, network: { kind: 'mlp', activation: 'tahn' } }, 'network.activation', 'Did you mean "tanh"'],
    [
      { ...small, training: { phases: [{ optimiser: 'adma', steps: 3 }] } },
      'training.phases[0].optimiser',
      'adam',
    ],
    [{ ...small, training: { phases: [{ optimiser: 'adam' }] } }, 'training.phases[0].steps', 'is missing'],
    [{ ...small, training: { phases: [{ steps: 3 }] } }, 'training.phases[0].optimiser', 'is missing'],
    [{ ...small, weights: { data: -1 } }, 'weights.data', 'at least 0'],
    [{ ...small, weights: { data: Infinity } }, 'weights.data', 'a number'],
    [{ ...small, equations: [{ text: 5 }] }, 'equations[0].text', 'must be a text'],
    [{ ...small, equations: [5] }, 'equations[0]', 'a text or an object'],
    [{ ...small, conditions: [{ on: 'x = 0' }] }, 'conditions[0].require', 'is missing'],
  ])('says what is wrong and where: %#', (document, place, part) => {
    const [problem] = problems(document);
    expect(describePath(problem.path)).toBe(place);
    expect(problem.message).toContain(part);
    expect(problem.message).toMatch(/[.?]$/);
    expect(problem.severity).toBe('error');
  });

  it('refuses other versions and other things', () => {
    expect(problems({ ...small, collocate: 2 })[0].message).toContain('newer Collocate');
    expect(problems({ ...small, collocate: undefined })[0].message).toContain('"collocate": 1');
    expect(problems([])[0].message).toContain('object in braces');
    expect(problems(null)).toHaveLength(1);
  });
});

describe('the text of a study', () => {
  it.each([
    ['{\n  "collocate": 1,\n  "fields": ["u"\n}', 4, 1, 'expected a comma or "]"'],
    ['{\n  "collocate": 1,\n}', 3, 1, 'remove the comma'],
    ["{ 'collocate': 1 }", 1, 3, 'single quote'],
    ['{ "title": "a\n" }', 1, 12, 'no closing double quote'],
    ['{ "seed": 01 }', 1, 12, 'expected a comma'],
    ['{ "seed": .5 }', 1, 11, 'expected a value'],
    ['', 1, 1, 'the end of the text'],
    ['{"a": [1, 2}', 1, 12, 'expected a comma or "]"'],
    ['{"a": 1', 1, 8, 'never closed'],
    ['{} x', 1, 4, 'more text after'],
    ['{"a" 1}', 1, 6, 'colon'],
    ['{"a": "\\q"}', 1, 8, 'backslash'],
  ])('gives line and column of the first fault: %j', (text, line, column, part) => {
    const parsed = parseStudyText(text);
    if (parsed.ok) throw new Error('this text is not JSON');
    const [problem] = parsed.problems;
    expect(problem.message).toContain(`line ${line}, column ${column}:`);
    expect(problem.message).toContain(part);
  });

  it('refuses a key that stands twice in one object, of which only the last would count', () => {
    const text = '{\n  "collocate": 1,\n  "parameters": { "nu": 1, "a": { "nu": 2 },\n    "n\\u0075": 3 }\n}';
    const parsed = parseStudyText(text);
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      {
        path: [],
        message: '"nu" stands twice in one object, again at line 4, column 5; keep one of the two.',
      },
    ]);
  });

  it('accepts a byte order mark', () => {
    expect(parseStudyText(`\uFEFF${JSON.stringify(small)}`).ok).toBe(true);
  });
});

describe('the terms of the loss', () => {
  it('have unique names', () => {
    const names = termNames(
      study({
        ...small,
        fields: ['u', 'v'],
        equations: ['u_xx = v', { text: 'v_xx = u', name: 'second' }],
        conditions: [
          { on: 'x = 0', require: 'u = 0' },
          { on: 'x = 0', require: 'v = 0' },
          { on: 'x = 1', require: 'u = 0' },
        ],
        data: [
          { file: 'a/points.csv', columns: { x: 'x', u: 'u' } },
          { file: 'b/points.csv', columns: { x: 'x', u: 'u' } },
        ],
      }),
    );
    expect(names.equations).toEqual(['equation 1', 'second']);
    expect(names.conditions).toEqual(['x = 0: u = 0', 'x = 0: v = 0', 'x = 1']);
    expect(names.data).toEqual(['data points.csv', 'data points.csv (2)']);
  });
});

describe('settings', () => {
  it('are found by path', () => {
    expect(settingAt(['training', 'phases', 1, 'steps'])).toBe(settings['training.phases[].steps']);
    expect(settingAt(['network', 'colour'])).toBeUndefined();
  });

  it('have a label, a default and one sentence of help each', () => {
    for (const [path, setting] of Object.entries(settings)) {
      expect(setting.label, path).toMatch(/^[A-Z]/);
      expect(setting.help, path).toMatch(/^[A-Za-z].*\.$/);
      expect(setting.default, path).toBeDefined();
    }
  });

  it('appear in the JSON schema with the same default', () => {
    const schema = JSON.stringify(studyJsonSchema());
    expect(schema).toContain(settings['points.every'].help);
    expect(schema).toContain('"default":4096');
  });
});

describe('the gallery', () => {
  it('holds valid studies under their names', () => {
    for (const entry of gallery) {
      expect(galleryEntry(entry.name)).toBe(entry);
      expect(problems(entry.study)).toEqual([]);
    }
    expect(galleryEntry('nothing')).toBeUndefined();
  });
});
