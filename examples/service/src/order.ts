/** What somebody has ordered, and how far it has come. */
export interface Order {
  readonly id: number;
  readonly plant: string;
  readonly count: number;
  readonly state: 'placed' | 'delivered';
}
