/** Settings of marching in time. */
export const windowSettings = {
  'windows.count': {
    label: 'Time windows',
    unit: 'windows',
    default: 1,
    minimum: 1,
    maximum: 1000,
    integer: true,
    help: 'Into how many windows time is cut: each is trained by all phases, begins from the end of the one before it, and then stays as it is. For long times, sharp changes and chaos (Krishnapriyan et al. 2021; Wight & Zhao 2021).',
  },
} as const;
