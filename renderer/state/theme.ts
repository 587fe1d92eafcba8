/** Light or dark: as the system is, until the user chooses. */
import { create } from 'zustand';

export type Theme = 'light' | 'dark';

const key = 'collocate.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme | null {
  const value = localStorage.getItem(key);
  return value === 'light' || value === 'dark' ? value : null;
}

function present(): Theme {
  return chosen() ?? (systemIsDark.matches ? 'dark' : 'light');
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

export const useTheme = create<{ readonly theme: Theme }>(() => ({ theme: present() }));

show(present());
useTheme.subscribe(({ theme }) => show(theme));
systemIsDark.addEventListener('change', () => useTheme.setState({ theme: present() }));

export function toggleTheme(): void {
  const theme = useTheme.getState().theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem(key, theme);
  useTheme.setState({ theme });
}
