import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import '@fontsource/inter/600.css';
import '@fontsource/jetbrains-mono/400.css';
import 'katex/dist/katex.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/window.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App';
import { startSession } from './state/session';
import { restoreWorkspace } from './state/workspace';
import './state/theme';

// The content policy forbids code made from text, which zod would otherwise try for speed.
z.config({ jitless: true });

async function start(): Promise<void> {
  startSession();
  await restoreWorkspace();
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
}

void start();
