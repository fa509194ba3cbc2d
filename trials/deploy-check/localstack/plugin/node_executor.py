"""Runs functions where LocalStack would start a Docker container for each execution environment. The environments are
threads of the function host (function-host.ts), which LocalStack asks over HTTP."""

import os

import requests
from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

HOST = os.environ.get("LIKES_FUNCTION_HOST", "")
LOOPBACK = "127.0.0.1"
LONGEST_INVOCATION_SECONDS = 910


class NodeExecutor(RuntimeExecutor):
    """One execution environment. It runs one invocation at a time."""

    def __init__(self, id, function_version):
        super().__init__(id=id, function_version=function_version)
        self.url = f"{HOST}/environments/{id}"

    def start(self, env_vars):
        function = self.function_version.config
        environment = {
            "name": self.function_version.id.function_name,
            "codeDir": str(function.code.get_unzipped_code_location()),
            "handler": function.handler,
            "environment": {name: str(value) for name, value in env_vars.items() if value is not None},
            "timeoutMs": function.timeout * 1000,
            "memoryMb": function.memory_size,
        }
        self._call("PUT", self.url, environment)

    def invoke(self, payload):
        request_id = payload["invoke-id"]
        answer = self._call("POST", f"{self.url}/invocations/{request_id}", {"payloadJson": payload["payload"]})
        return InvocationResult(
            request_id=request_id,
            payload=answer["payloadJson"].encode(),
            is_error=answer["isError"],
            logs=answer["logs"],
        )

    def stop(self):
        self._call("DELETE", self.url)

    def _call(self, method, url, body=None):
        answer = requests.request(
            method,
            url,
            json=body,
            timeout=LONGEST_INVOCATION_SECONDS,
            proxies={"http": "", "https": ""},
        )
        if not answer.ok:
            raise StatusErrorException(f"{method} {url}: {answer.text}", payload=answer.content)
        return answer.json()

    def get_address(self):
        return LOOPBACK

    def get_endpoint_from_executor(self):
        return LOOPBACK

    def get_runtime_endpoint(self):
        return f"http://{LOOPBACK}:{config.GATEWAY_LISTEN[0].port}"

    def get_logs(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        pass


class NodeExecutorPlugin(RuntimeExecutorPlugin):
    name = "node"

    def load(self, *args, **kwargs):
        return NodeExecutor
