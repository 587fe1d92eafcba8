import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useState } from 'react';

/** False while the panel stands behind another one: nothing is drawn for it then. */
export function useVisible(panel: DockviewPanelApi): boolean {
  const [visible, setVisible] = useState(panel.isVisible);
  useEffect(() => {
    const subscription = panel.onDidVisibilityChange((event) => setVisible(event.isVisible));
    return () => subscription.dispose();
  }, [panel]);
  return visible;
}
