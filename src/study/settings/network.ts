import type { Choices, Setting } from './setting';

export const activations = ['tanh', 'sin', 'swish', 'gelu', 'softplus'] as const;
export const slopes = ['none', 'layer', 'neuron'] as const;
export const networkKinds = ['mlp', 'residual', 'modified-mlp', 'pirate', 'siren'] as const;
export const featureKinds = ['none', 'fourier'] as const;
export const parities = ['odd', 'even', 'translation'] as const;

/** Settings of the trial function: network, features, symmetries. */
export const networkSettings = {
  'network.kind': {
    label: 'Trial function',
    unit: '',
    default: 'mlp',
    choices: {
      mlp: {
        label: 'Fully connected',
        use: 'For most studies: the plain network that others are measured by.',
      },
      residual: {
        label: 'Residual',
        use: 'For deep networks, which train more easily with a way around each block (E & Yu 2018).',
      },
      'modified-mlp': {
        label: 'Modified MLP',
        use: 'For sharp features under Adam: each layer mixes two encodings anew (Wang, Teng & Perdikaris 2021).',
      },
      pirate: {
        label: 'PirateNet',
        use: 'For hard problems and many layers, best with Fourier features: it starts shallow and grows deep (Wang et al. 2024).',
      },
      siren: {
        label: 'SIREN',
        use: 'For solutions full of fine detail: sines with high first frequencies (Sitzmann et al. 2020).',
      },
    } satisfies Choices<(typeof networkKinds)[number]>,
    help: 'The family of functions in which the solution is sought; a plain fully connected network is the one to begin with.',
  },
  'network.width': {
    label: 'Width',
    unit: 'neurons',
    default: 20,
    minimum: 1,
    maximum: 4096,
    integer: true,
    help: 'How many neurons each hidden layer has.',
  },
  'network.depth': {
    label: 'Hidden layers',
    unit: 'layers',
    default: 4,
    minimum: 1,
    maximum: 64,
    integer: true,
    help: 'How many hidden layers the network has; in a residual network or PirateNet, how many blocks of two or three.',
  },
  'network.activation': {
    label: 'Activation',
    unit: '',
    default: 'tanh',
    choices: {
      tanh: { label: 'tanh', use: 'For most studies: smooth, bounded, and forgiving.' },
      sin: { label: 'sin', use: 'For waves and solutions that oscillate.' },
      swish: { label: 'Swish', use: 'For solutions that grow without bound; costs about as much as tanh.' },
      gelu: { label: 'GELU', use: 'As Swish, with a sharper bend; costs more.' },
      softplus: { label: 'Softplus', use: 'For convex or one-sided solutions; costs more.' },
    } satisfies Choices<(typeof activations)[number]>,
    help: 'The smooth function that each hidden neuron applies; a SIREN has sines.',
  },
  'network.adaptive': {
    label: 'Adaptive slopes',
    unit: '',
    default: 'none',
    choices: {
      none: { label: 'None', use: 'With quasi-Newton and least-squares methods, which scale by themselves.' },
      layer: {
        label: 'Each layer',
        use: 'To speed up Adam at hardly any cost: one slope for each layer (Jagtap et al. 2020).',
      },
      neuron: {
        label: 'Each neuron',
        use: 'As for each layer, where scales differ a lot within the solution (Jagtap et al. 2020).',
      },
    } satisfies Choices<(typeof slopes)[number]>,
    help: 'Whether the steepness of the activations is trained along with the weights; not in a SIREN.',
  },
  'network.frequency': {
    label: 'First frequency, ω₀',
    unit: '',
    default: 30,
    minimum: 1e-3,
    help: 'What each sine of a SIREN multiplies its argument by; smooth solutions want less than the 30 of the paper.',
  },
  'network.separate': {
    label: 'A network for each field',
    unit: '',
    default: false,
    help: 'Fields of different character may train better with networks of their own, which cost as many times as much.',
  },
  'network.frozen': {
    label: 'Frozen layers',
    unit: '',
    default: null,
    help: 'Layers that keep their first values, or those of the run that this one starts from; the others are trained with them in place.',
  },
  'features.kind': {
    label: 'Features',
    unit: '',
    default: 'none',
    choices: {
      none: {
        label: 'Coordinates',
        use: 'For most studies: the network is given the coordinates themselves.',
      },
      fourier: {
        label: 'Random Fourier',
        use: 'For high frequencies and many scales: sines and cosines of random directions (Tancik et al. 2020).',
      },
    } satisfies Choices<(typeof featureKinds)[number]>,
    help: 'What the network is given: the coordinates, or fixed functions of them.',
  },
  'features.count': {
    label: 'Frequencies',
    unit: '',
    default: 32,
    minimum: 1,
    maximum: 4096,
    integer: true,
    help: 'How many random Fourier frequencies there are; each gives a sine and a cosine.',
  },
  'features.scale': {
    label: 'Scale of the frequencies, σ',
    unit: 'periods',
    default: 1,
    minimum: 1e-6,
    help: 'Typical number of periods of random Fourier features over the range of a coordinate; too many fit noise between the points.',
  },
  'features.harmonics': {
    label: 'Harmonics',
    unit: '',
    default: 1,
    minimum: 1,
    maximum: 64,
    integer: true,
    help: 'How many sines and cosines a coordinate with built-in periodicity is turned into (Dong & Ni 2021).',
  },
  'features.crossed': {
    label: 'Waves across coordinates',
    unit: '',
    default: false,
    help: 'Whether the network is also given waves that run across several periodic coordinates, with up to as many periods in all as there are harmonics; their number grows fast.',
  },
} as const satisfies Record<string, Setting>;
