/** Belongs into every form that posts: shows that a page of ours has sent it. */
export const Csrf = ({ token }: { token: string }) => <input type="hidden" name="csrf" value={token} />;
