import { Component, Injectable, inject, signal } from '@angular/core';
import { plan, twice } from './plan';

/** @track type=agent */
@Injectable({ providedIn: 'root' })
export class Agent {
  #asked = 0;

  async ask(question: string): Promise<string> {
    this.#asked++;
    return plan(question).join(' ');
  }

  get asked(): number {
    return this.#asked;
  }
}

@Component({ selector: 'app-root', template: `<button (click)="ask()">{{ answer() }}</button>` })
export class App {
  readonly answer = signal('ask');
  private readonly agent = inject(Agent);

  /** @track */
  async ask(): Promise<void> {
    const answer = await this.agent.ask('why');
    this.answer.set(twice(answer).slice(this.agent.asked).join());
  }
}
