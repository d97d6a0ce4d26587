"""Writes ONNX's node tests below a directory (pip install onnx): python generate.py DIR makes DIR/node."""
import sys

import onnx.backend.test.case.node as node_tests
from onnx.backend.test import cmd_tools

cmd_tools.model_test = node_tests
sys.argv[1:1] = ["generate-data", "--output"]
cmd_tools.main()
