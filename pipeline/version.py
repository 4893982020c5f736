"""The version, in the one place that packaging, `--version` and the table `build` read."""

VERSION = "0.2.0"
