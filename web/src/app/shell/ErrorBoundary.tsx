import { Component, type ReactNode } from "react";
import { ProblemState } from "@/shared/ui";

type State = { error: unknown };

/** One page may break; the way out of it may not. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ProblemState error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
