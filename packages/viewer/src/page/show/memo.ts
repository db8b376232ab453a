import { Component, createElement, type ComponentType, type JSX } from 'preact';

/** A component that is drawn again only when one of its properties is another one. */
export function memo<Properties extends object>(
  draw: (properties: Properties) => JSX.Element,
): (properties: Properties) => JSX.Element {
  class Memo extends Component<Properties> {
    override shouldComponentUpdate(next: Properties): boolean {
      return Object.entries(next).some(([name, value]) => !Object.is(value, Reflect.get(this.props, name)));
    }

    override render(): JSX.Element {
      return draw(this.props);
    }
  }
  return (properties) => createElement(Memo as ComponentType<Properties>, properties);
}
