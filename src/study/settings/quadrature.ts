/** Settings of integrals in equations and conditions. */
export const quadratureSettings = {
  'points.quadrature': {
    label: 'Points of an integral',
    unit: 'points',
    default: 16,
    minimum: 2,
    maximum: 256,
    integer: true,
    help: 'At how many points each integral(…) is evaluated (Gauss–Legendre): more for what varies fast between its bounds.',
  },
} as const;
