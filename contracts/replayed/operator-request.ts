/** Who asked; an id of an operator or a command, never a person's name. */
export interface OperatorRequest {
  by: string;
}
