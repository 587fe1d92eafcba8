import { Component, type ReactNode } from 'react';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface PanelBoundaryProps {
  children: ReactNode;
}

/** Keeps what fails inside a panel from taking the window with it. */
export class PanelBoundary extends Component<PanelBoundaryProps, { failure: string | null }> {
  override state: { failure: string | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <EmptyState failed title="This panel could not be drawn" text={failure}>
        <Button onClick={() => this.setState({ failure: null })}>Try again</Button>
      </EmptyState>
    );
  }
}
