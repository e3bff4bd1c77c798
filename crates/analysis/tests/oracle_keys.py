"""Prints, for each model named on the command line, one JSON line: the file and the keys of the
threats that the plain reference generates. The reference is loaded from the path in the first
argument."""
import importlib.util
import json
import sys

spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)
for path in sys.argv[2:]:
    try:
        keys = sorted(oracle.generate(oracle.load(path)))
    except Exception as error:  # an odd file is the reader's trouble, not this script's
        print(json.dumps({"file": path, "error": str(error)[:200]}))
        continue
    print(json.dumps({"file": path, "keys": keys}))
