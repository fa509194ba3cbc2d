"""Makes what Schemathesis generates keep the rules that JSON Schema has no word for.

Without this, it would send requests that the document calls good and the server must refuse:
- An event id carries a time, which must be about now.
- A post id is limited in bytes, and the schema can only limit characters.
- Two opposite actions on a post must not share an id, and their ids must agree with their order.
- A time must be one of the calendar, and the times of a range must not be far apart.
- The next page of a person's likes is named by what an answer gave to this person.

A value that breaks the schema stays as it is, so that a refusal is still tested.
"""

import re
import time

import schemathesis

UUID_V7 = re.compile(
    r'("?)[0-9a-f]{8}-[0-9a-f]{4}-(7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\1', re.IGNORECASE
)
TIME = re.compile(r"[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z")
CURSOR = re.compile(r"[A-Za-z0-9_-]{1,1200}")
MAX_BYTES = 128
A_LITTLE_MS = 2_000


def of_about_now(event_id, order=0):
    """The id with the time of now, less a little so that all ids of a list are in the past."""
    match = UUID_V7.fullmatch(event_id) if isinstance(event_id, str) else None
    if match is None:
        return event_id
    quote, rest = match.groups()
    ms = f"{int(time.time() * 1_000) - A_LITTLE_MS + order:012x}"
    return f"{quote}{ms[:8]}-{ms[8:]}-{rest}{quote}"


def cut_to_bytes(post_id):
    """The text as far as it fits, if it has too many bytes but not too many characters."""
    if not isinstance(post_id, str) or len(post_id) > MAX_BYTES:
        return post_id
    encoded = post_id.encode("utf-8", "surrogatepass")
    return post_id if len(encoded) <= MAX_BYTES else encoded[:MAX_BYTES].decode("utf-8", "ignore")


def within_an_hour(query):
    """Moves good times of a range to the last hour."""
    for name, ago_seconds in (("from", 3_600), ("to", 0)):
        if isinstance(query.get(name), str) and TIME.fullmatch(query[name]):
            query[name] = time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(time.time() - ago_seconds))


def put_in_order(actions):
    """Gives the actions ids that grow, if all of them have one. Otherwise it takes the good ids away."""
    all_have_ids = all("id" in action for action in actions)
    for order, action in enumerate(actions):
        if "postId" in action:
            action["postId"] = cut_to_bytes(action["postId"])
        if "id" not in action or of_about_now(action["id"]) == action["id"]:
            continue
        if all_have_ids:
            action["id"] = of_about_now(action["id"], order)
        else:
            del action["id"]


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = of_about_now(case.headers["Idempotency-Key"])
    if case.path_parameters and "postId" in case.path_parameters:
        case.path_parameters["postId"] = cut_to_bytes(case.path_parameters["postId"])
    if case.query and isinstance(case.query.get("post"), list):
        case.query["post"] = [cut_to_bytes(post_id) for post_id in case.query["post"]]
    if case.query and case.path.endswith("/timeline"):
        within_an_hour(case.query)
    if case.query and case.path.endswith("/me/likes"):
        after = case.query.get("after")
        if isinstance(after, str) and CURSOR.fullmatch(after):
            del case.query["after"]
    actions = case.body.get("actions") if isinstance(case.body, dict) else None
    if isinstance(actions, list) and all(isinstance(action, dict) for action in actions):
        put_in_order(actions)
