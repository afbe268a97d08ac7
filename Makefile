# The two commands that matter are `make run` and `make test`; what they do is in setup/.
PYTHON ?= python3

.PHONY: run test wechat-demo audit benchmark benchmark-nlu

run test wechat-demo audit benchmark benchmark-nlu:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "✗ 没有找到 $(PYTHON)，请先安装 Python 3.10 和 3.11（或更新的版本）。" >&2; exit 1; }
	@exec $(PYTHON) -m setup.$(subst -,_,$(subst benchmark-nlu,benchmark nlu,$@))
