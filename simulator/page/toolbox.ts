// The tools, and the hand that holds one of them. A tool is dragged to its target, or pressed and then its target is pressed.

import type { Happening } from '../story/happening.ts';
import type { StoryView } from '../story/view.ts';
import { h, show } from './element.ts';
import { icon } from './icons.ts';
import { readTarget, type Target, type Tool, TOOLS } from './tools.ts';

const COUNTER: Target = { kind: 'counter' };
const ASKS: Record<Target['kind'], string> = {
  record: 'Now press the record.',
  lane: 'Now press the lane.',
  attempt: 'Now press the attempt.',
  counter: '',
};

export interface ToolboxOptions {
  readonly view: () => StoryView;
  readonly interfere: (happening: Happening) => void;
  /** Is called when the hand takes a tool or lets it go. */
  readonly changed: () => void;
  readonly say: (text: string) => void;
}

export class Toolbox {
  /** The tool in the hand. */
  tool: Tool | undefined;
  readonly #box: HTMLElement;
  readonly #options: ToolboxOptions;

  constructor(box: HTMLElement, options: ToolboxOptions) {
    this.#box = box;
    this.#options = options;
    box.addEventListener('click', (event) => this.#press(toolAt(event)));
    box.addEventListener('dragstart', (event) => {
      const tool = toolAt(event);
      event.dataTransfer?.setData('text/plain', tool?.id ?? '');
      this.#take(tool);
    });
    box.addEventListener('dragend', () => this.#take(undefined));
    document.addEventListener('dragover', (event) => {
      if (this.#happeningAt(event)) event.preventDefault();
    });
    document.addEventListener('drop', (event) => {
      const happening = this.#happeningAt(event);
      if (!happening) return;
      event.preventDefault();
      this.#use(happening);
    });
    document.addEventListener('click', (event) => this.#pressTarget(event));
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#take(undefined);
    });
  }

  /** Shows which tools have a target now. */
  show(): void {
    show(
      this.#box,
      TOOLS.map((tool) =>
        h(
          'button',
          {
            key: tool.id,
            type: 'button',
            class: 'tool',
            draggable: 'true',
            'data-tool': tool.id,
            'aria-pressed': tool.kind === 'counter' ? undefined : String(tool === this.tool),
            'aria-disabled': this.#hasTarget(tool) ? undefined : 'true',
            title: tool.hint,
          },
          icon(tool.id),
          tool.label,
        ),
      ),
    );
  }

  #hasTarget(tool: Tool): boolean {
    return targetsIn(this.#options.view()).some((target) => tool.happening(target, this.#options.view()));
  }

  #press(tool: Tool | undefined): void {
    if (!tool) return;
    if (!this.#hasTarget(tool)) return this.#options.say(`${tool.hint} There is nothing to apply it to now.`);
    const happening = tool.happening(COUNTER, this.#options.view());
    if (happening) return this.#use(happening);
    this.#take(tool === this.tool ? undefined : tool);
    this.#options.say(this.tool ? `${tool.hint} ${ASKS[tool.kind]}` : '');
    document.querySelector('.target[data-open]')?.scrollIntoView({ block: 'nearest' });
  }

  #pressTarget(event: MouseEvent): void {
    const target = targetAt(event);
    if (!target) return;
    const happening = this.#happeningAt(event);
    if (happening) return this.#use(happening);
    this.#options.say(
      this.tool
        ? `“${this.tool.label}” cannot be applied to this.`
        : 'First press a fault, and then what it should strike.',
    );
  }

  #happeningAt(event: Event): Happening | undefined {
    const target = targetAt(event);
    return target && this.tool?.happening(target, this.#options.view());
  }

  #use(happening: Happening): void {
    this.#take(undefined);
    this.#options.say('');
    this.#options.interfere(happening);
  }

  #take(tool: Tool | undefined): void {
    this.tool = tool;
    this.#options.changed();
  }
}

const closest = (event: Event, selector: string): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;

const toolAt = (event: Event): Tool | undefined =>
  TOOLS.find(({ id }) => id === closest(event, '[data-tool]')?.dataset['tool']);

function targetAt(event: Event): Target | undefined {
  const text = closest(event, '[data-target]')?.dataset['target'];
  return text === undefined ? undefined : readTarget(text);
}

/** All that there is to strike. */
function targetsIn({ lanes, attempts }: StoryView): Target[] {
  return [
    COUNTER,
    ...attempts.map(({ name }): Target => ({ kind: 'attempt', attempt: name })),
    ...lanes.flatMap(({ name: lane, records }): Target[] => [
      { kind: 'lane', lane },
      ...records.map(({ number }): Target => ({ kind: 'record', lane, number })),
    ]),
  ];
}
