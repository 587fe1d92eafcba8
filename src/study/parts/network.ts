import { z } from 'zod';
import { frozenProblem } from '../layers';
import { settings, type SettingPath } from '../settings';
import { activations, featureKinds, networkKinds, parities, slopes } from '../settings/network';
import { defaulted, symbol } from './common';

/** Words of a setting, with its default and help. */
function word<const Word extends string>(
  path: SettingPath,
  words: readonly [Word, ...Word[]],
  preset: NoInfer<Word>,
) {
  return z.enum(words).default(preset).describe(settings[path].help);
}

/** The trial function's network. Settings of another kind may stand there: a form keeps what was chosen before. */
export const network = z
  .strictObject({
    kind: word('network.kind', networkKinds, settings['network.kind'].default),
    width: defaulted('network.width'),
    depth: defaulted('network.depth'),
    activation: word('network.activation', activations, settings['network.activation'].default),
    adaptive: word('network.adaptive', slopes, settings['network.adaptive'].default),
    frequency: defaulted('network.frequency'),
    separate: z
      .boolean()
      .default(settings['network.separate'].default)
      .describe(settings['network.separate'].help),
    frozen: z.array(z.string().max(16)).max(80).default([]).describe(settings['network.frozen'].help),
  })
  .superRefine((network, context) => {
    const message = frozenProblem(network);
    if (message !== null) context.addIssue({ code: 'custom', path: ['frozen'], message });
  });

/** What the network is given. */
export const features = z.strictObject({
  kind: word('features.kind', featureKinds, settings['features.kind'].default),
  count: defaulted('features.count'),
  scale: defaulted('features.scale'),
  harmonics: defaulted('features.harmonics'),
  crossed: z
    .boolean()
    .default(settings['features.crossed'].default)
    .describe(settings['features.crossed'].help),
});

/** Parity of a field about the origin of a coordinate, or that it does not depend on it: `{ "u": { "x": "odd" } }`. */
export const symmetries = z
  .record(symbol, z.record(symbol, z.enum(parities)))
  .default({})
  .describe(
    'Fields that are odd or even in a coordinate, u(-x) = -u(x) or u(-x) = u(x), or the same under every translation, u(x + a) = u(x), by construction: { "u": { "x": "odd" } }.',
  );
