"""Changes how LocalStack starts its servers, before it starts them."""

from localstack.runtime import hooks


@hooks.on_infra_start()
def start_dynamodb_without_agent():
    """LocalStack downloads a Java agent that only allows more than twenty global secondary indexes on a table."""
    from localstack.services.dynamodb.server import DynamodbServer

    create_shell_command = DynamodbServer._create_shell_command

    def create_without_agent(self):
        return [part for part in create_shell_command(self) if not part.startswith("-javaagent:")]

    DynamodbServer._create_shell_command = create_without_agent


@hooks.on_infra_start()
def keep_commands_in_one_process_group():
    """LocalStack gives each command a session of its own. The command would then outlive a LocalStack that is killed."""
    from localstack.utils import run

    run.is_linux = run.is_mac_os = lambda: False


@hooks.on_infra_start()
def listen_on_loopback():
    """LocalStack reads only the port from GATEWAY_LISTEN, and would listen on every interface of the machine."""
    from twisted.internet.endpoints import TCP4ServerEndpoint

    init = TCP4ServerEndpoint.__init__

    def init_on_loopback(self, reactor, port, backlog=50, interface="127.0.0.1"):
        init(self, reactor, port, backlog, interface)

    TCP4ServerEndpoint.__init__ = init_on_loopback
