"""Describes Python tools from their syntax trees alone: nothing of a tool is imported or run.

Arguments are paths; each gives one line of JSON, in order. Every file is read in a child process of its own, under a time
limit, since a hostile file can exhaust or crash the parser.
"""
import ast
import json
import os
import re
import signal
import sys

LIMIT_SECONDS = 10
LIMIT_TEXT = 300
LIMIT_ITEMS = 200
ATTACH_MACROS = {
    "tracepoint": r"\bTRACEPOINT_PROBE\s*\(",
    "raw_tracepoint": r"\bRAW_TRACEPOINT_PROBE\s*\(",
    "kprobe": r"\bkprobe__\w+\s*\(",
    "kretprobe": r"\bkretprobe__\w+\s*\(",
    "kfunc": r"\bK(?:RET)?FUNC_PROBE\s*\(",
    "lsm": r"\bLSM_PROBE\s*\(",
}
OTHER_PARSERS = (
    "click", "optparse", "getopt", "docopt", "typer", "fire", "absl", "plac", "argh", "clize", "cyclopts", "tyro", "configargparse", "jsonargparse")
HEADERS = re.compile(r"#\s*include\s*<(?:linux|net|uapi|asm|bcc)/")


class Unknown(Exception):
    """A value that only running the tool would tell."""


def clean(value):
    return str(value).encode("utf-8", "replace").decode("utf-8")[:LIMIT_TEXT]


def value_of(node, names, depth=0):
    if node is None or depth > 20:
        raise Unknown
    if isinstance(node, ast.Name):
        return value_of(names.get(node.id), names, depth + 1)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [value_of(item, names, depth + 1) for item in node.elts]
    if isinstance(node, ast.Dict):
        return [value_of(key, names, depth + 1) for key in node.keys]
    if isinstance(node, ast.Call) and not node.keywords:
        if isinstance(node.func, ast.Name) and len(node.args) == 1 and node.func.id in ("sorted", "list", "tuple", "set", "frozenset"):
            items = value_of(node.args[0], names, depth + 1)
            if isinstance(items, list):
                return sorted(items) if node.func.id == "sorted" else items
        if isinstance(node.func, ast.Attribute) and node.func.attr == "keys" and not node.args:
            return value_of(node.func.value, names, depth + 1)
        raise Unknown
    try:
        return ast.literal_eval(node)
    except Exception:
        raise Unknown from None


def text_of(node, names):
    """A single constant as text; None when it is none, or None itself."""
    try:
        value = value_of(node, names)
    except (Unknown, TypeError):
        return None
    return clean(value) if isinstance(value, (str, int, float)) else None


def choices_of(node, names):
    try:
        values = value_of(node, names)
    except (Unknown, TypeError):
        return None
    if not isinstance(values, list) or not all(isinstance(value, (str, int, float)) for value in values):
        return None
    return [clean(value) for value in values[:LIMIT_ITEMS]]


def is_true(node, names):
    try:
        return bool(value_of(node, names))
    except (Unknown, TypeError):
        return False


def option_of(call, method, names, groups):
    """What an add_argument call says; method is the expression that is called or that the called name stands for."""
    given = [text_of(argument, names) for argument in call.args]
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    strings = [name for name in given if name is not None]
    dest = text_of(keywords.get("dest"), names)
    if not call.args and dest is not None:
        # Without a name of its own an argument is positional, and its destination names it.
        strings = [dest]
    owner = method.value.id if isinstance(method.value, ast.Name) else None
    return {
        "names": strings,
        "isComputed": None in given or None in keywords or not strings,
        "isPositional": bool(strings) and not strings[0].startswith("-"),
        "isRequired": is_true(keywords.get("required"), names),
        "hasChoices": "choices" in keywords,
        "choices": choices_of(keywords["choices"], names) if "choices" in keywords else None,
        "default": text_of(keywords.get("default"), names),
        "help": text_of(keywords.get("help"), names),
        "dest": dest,
        "type": keywords["type"].id if isinstance(keywords.get("type"), ast.Name) else None,
        "action": text_of(keywords.get("action"), names),
        "nargs": text_of(keywords.get("nargs"), names),
        "group": owner if owner in groups else None,
        "isGroupRequired": groups.get(owner, False),
    }


UNKNOWN_OPTION = {"names": [], "isComputed": True}


def option_calls(nodes):
    """Calls of add_argument, each with the method that is called, and whether there is a use of it that is none."""
    aliases = {}
    known = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and node.value.attr == "add_argument":
            known.add(node.value)
            aliases.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
    found = []
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument":
            known.add(node.func)
            found.append((node, node.func))
        elif isinstance(node.func, ast.Name) and node.func.id in aliases:
            found.append((node, aliases[node.func.id]))
    strays = any(isinstance(node, ast.Attribute) and node.attr == "add_argument" and node not in known for node in nodes)
    strays = strays or any(isinstance(node, ast.Constant) and node.value == "add_argument" for node in nodes)
    found.sort(key=lambda call: (call[0].lineno, call[0].col_offset))
    return found, strays


def parses_elsewhere(nodes):
    """Whether arguments are parsed by a parser that this file does not make, so that its options are not to be seen."""
    def called(node):
        return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else None
    calls = [called(node) for node in nodes if isinstance(node, ast.Call)]
    bases = [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", None)
             for node in nodes if isinstance(node, ast.ClassDef) for base in node.bases]
    renamed = [alias.asname or alias.name for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "argparse" for alias in node.names]
    parses = any(name in ("parse_args", "parse_known_args", "parse_intermixed_args") for name in calls)
    return parses and "ArgumentParser" not in calls + bases and not any(name in calls + bases for name in renamed)


def is_main_guard(node):
    return isinstance(node, ast.If) and any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test))


def does_something(node):
    """Whether a statement of the module's top level is more than a definition."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)):
        return False
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return any(isinstance(part, ast.Call) for part in ast.walk(node)) and is_program_text(node)
    if isinstance(node, (ast.If, ast.Try)) and not is_main_guard(node):
        return any(does_something(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt))
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    return True


def is_program_text(node):
    return any(isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "BPF" for part in ast.walk(node))


def describe(path):
    with open(path, "rb") as file:
        source = file.read()
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    names = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    names[target.id] = node.value
    modules = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    groups = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute) \
                and node.value.func.attr == "add_mutually_exclusive_group":
            required = any(keyword.arg == "required" and is_true(keyword.value, names) for keyword in node.value.keywords)
            groups.update({target.id: required for target in node.targets if isinstance(target, ast.Name)})
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    methods = [(node.func.attr, node) for node in calls if isinstance(node.func, ast.Attribute)]
    methods.sort(key=lambda method: (method[1].lineno, method[1].col_offset))
    strings = [node.value if isinstance(node, ast.Constant) else node.s for node in nodes
               if isinstance(node, ast.Constant) and isinstance(node.value, str) or type(node).__name__ == "Str"]
    attached = [name[len("attach_"):] for name, _ in methods if name.startswith("attach_")] if "bcc" in modules else []
    macros = [kind for kind, pattern in ATTACH_MACROS.items() if "bcc" in modules
              for text in strings for _ in re.findall(pattern, text)]
    ready = [text_of(node.args[0], names) for node in calls
             if isinstance(node.func, ast.Name) and node.func.id == "print" and node.args]
    found, strays = option_calls(nodes)
    options = [option_of(call, method, names, groups) for call, method in found][:LIMIT_ITEMS]
    other = next((name for name in OTHER_PARSERS if name in modules), None)
    if strays or other is None and parses_elsewhere(nodes):
        options.append(UNKNOWN_OPTION)
    argv = any(isinstance(node, ast.Attribute) and node.attr == "argv" for node in nodes)
    argv = argv or any(isinstance(node, ast.ImportFrom) and node.module == "sys" and any(alias.name == "argv" for alias in node.names) for node in nodes)
    return {
        "options": options,
        "hasSubcommands": any(name == "add_subparsers" for name, _ in methods),
        "otherParser": other,
        "readsArgv": argv and "argparse" not in modules,
        "usesBcc": "bcc" in modules,
        "usesBpftrace": any(text == "bpftrace" for text in strings),
        "attachTypes": sorted(set(attached + macros)),
        "attachCalls": len(attached) + len(macros),
        "needsKernelHeaders": "bcc" in modules and any(HEADERS.search(text) for text in strings),
        "readyLine": next((line for line in ready if line and line.strip().lower() == "ready"), None),
        "isModule": not any(does_something(node) for node in tree.body),
        "error": None,
    }


def answer(path):
    try:
        return describe(path)
    except SyntaxError as problem:
        return {"error": clean("no valid Python 3: %s (line %s)" % (problem.msg, problem.lineno))}
    except (RecursionError, MemoryError):
        return {"error": "nested too deeply to be read"}
    except Exception as problem:
        return {"error": clean("%s: %s" % (type(problem).__name__, problem))}


def read_in_child(path):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT_SECONDS)
        os.close(reader)
        data = json.dumps(answer(path)).encode("ascii")
        while data:
            data = data[os.write(writer, data):]
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    status = os.waitpid(child, 0)[1]
    return data.decode("ascii") if status == 0 else json.dumps({"error": "the parser gave up on it (status %d)" % status})


for name in sys.argv[1:]:
    print(read_in_child(name), flush=True)
