import { messages as first } from "./first";
import { messages as later } from "./later";

export const messages = { ...first, ...later };
