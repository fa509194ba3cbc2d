export interface LikesClientOptions {
    /** The address of the API. Without one it is the page's own server. */
    readonly base?: string;
    /**
     * Solves a challenge for a person, such as `turnstile`: shows the widget with `siteKey` and resolves with its token. It is asked for
     * before the first action of a new visitor. If it rejects, the action is refused. A `proof-of-work` is solved without it.
     */
    readonly solveChallenge?: ((challenge: Challenge) => Promise<string>) | undefined;
}
/** What the API asks of a new visitor. */
export interface Challenge {
    readonly kind: string;
    /** The public key of a widget. */
    readonly siteKey?: string;
}
export interface LikesClient {
    read(postId: string): Likes;
    /** Reads the post's likes while it is wanted, and calls back when they change. Returns a function that ends this. */
    subscribe(postId: string, listener: () => void): () => void;
    /** Likes the post, or takes the like back. It shows at once, and is sent until the server has answered. */
    setLiked(postId: string, liked: boolean): void;
}
/**
 * What the person's own action is at. `sending` and `retrying`: the server has not answered yet. `limited`: it has asked to wait.
 * `counting` and `slow`: it has accepted the action, and the count does not show it yet. `idle`: there is none.
 */
export type Status = 'idle' | 'sending' | 'retrying' | 'limited' | 'counting' | 'slow';
/**
 * `waiting`: the action could not be sent yet and is sent again. `refused`: the server does not take it. `unknown`: it was refused
 * after an answer was lost. `too-old`: it could not be sent for a day. `too-many`: 50 others wait already. `stale`: counts could not
 * be read.
 */
export type ProblemCode = 'waiting' | 'refused' | 'unknown' | 'too-old' | 'too-many' | 'stale';
export interface Problem {
    readonly code: ProblemCode;
    /** Whether the action is a like or an unlike. */
    readonly liked?: boolean | undefined;
    /** The status of the server's answer, or 0 if it cannot be reached. */
    readonly status?: number | undefined;
    /** What the server says about it, for people. */
    readonly detail?: string | undefined;
}
/** A value. As long as nothing changes, a client returns the same object. */
export interface Likes {
    /** What the server has counted, or undefined until it has answered. The person's own action is not added here. */
    readonly count: number | undefined;
    /** When the count last took in likes (ISO 8601), or null while nothing has been counted. */
    readonly asOf: string | null | undefined;
    /** What the person asked for last, until the server's answer shows it too. */
    readonly liked: boolean;
    readonly status: Status;
    /** What is wrong, until it is over or the person acts again. */
    readonly problem: Problem | undefined;
    /** False while the browser refuses to store something. The person is then forgotten with the page. */
    readonly lasting: boolean;
}
export interface PostLikes {
    readonly postId: string;
    readonly count: number;
    /** The time when the count last took in likes, or null while nothing has been counted. */
    readonly asOf: string | null;
    /** Whether the visitor likes the post. A stranger is not told. */
    readonly liked?: boolean;
}
