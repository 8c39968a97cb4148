import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.PortBindException;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.internal.kernel.api.connectioninfo.ClientConnectionInfo;
import org.neo4j.internal.kernel.api.security.AuthenticationResult;
import org.neo4j.io.locker.FileLockException;
import org.neo4j.kernel.api.security.AuthManager;
import org.neo4j.kernel.api.security.AuthToken;
import org.neo4j.kernel.api.security.exception.InvalidAuthTokenException;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * One Neo4j server on the loopback address, which ends when its standard input does: so it never outlives
 * the process that started it, however that one died.
 *
 * <p>Arguments: the home folder, the port (0: a free one). NEO4J_PASSWORD in the environment switches
 * authentication on. -Dephemeral=true deletes the home at the end.
 *
 * <p>Says one line on standard output: {@code ready PORT} or {@code failed CODE message}.
 */
public class Neo4jServer {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String USER = "neo4j";
  private static volatile DatabaseManagementService dbms;

  public static void main(String[] args) {
    Path home = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home)));
    daemon(Neo4jServer::exitWithParent);
    try {
      // Neo4j itself finds a port in use only at the end of its start, seconds later.
      new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK)).close();
      String password = System.getenv("NEO4J_PASSWORD");
      dbms = start(home, port, password != null);
      if (password != null) setPassword(password);
      System.out.println("ready " + boltPort());
    } catch (Throwable fault) {
      System.out.println("failed " + describe(fault));
      System.exit(1);
    }
  }

  private static DatabaseManagementService start(Path home, int port, boolean authenticate) {
    return new DatabaseManagementServiceBuilder(home)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress(LOOPBACK, port))
        .setConfig(GraphDatabaseSettings.auth_enabled, authenticate)
        .setConfig(GraphDatabaseSettings.udc_enabled, false) // reports to nobody
        .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false) // 2.5 MB on disk, else 517 MB
        .setConfig(GraphDatabaseSettings.pagecache_memory, Runtime.getRuntime().maxMemory() / 4)
        .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0) // else it takes 10 s to stop
        .build();
  }

  private static void setPassword(String password) throws InvalidAuthTokenException {
    var login = resolve(AuthManager.class)
        .login(AuthToken.newBasicAuthToken(USER, password), ClientConnectionInfo.EMBEDDED_CONNECTION);
    // Neo4j refuses to set the password that is set already.
    if (login.subject().getAuthenticationResult() == AuthenticationResult.SUCCESS) return;
    dbms.database("system").executeTransactionally(
        "ALTER USER " + USER + " SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
  }

  private static int boltPort() {
    return resolve(ConnectorPortRegister.class).getLocalAddress(ConnectorType.BOLT).getPort();
  }

  private static <T> T resolve(Class<T> part) {
    return ((GraphDatabaseAPI) dbms.database("system")).getDependencyResolver().resolveDependency(part);
  }

  private static String describe(Throwable fault) {
    Throwable root = fault;
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof PortBindException) return "PORT_IN_USE " + cause.getMessage();
      if (cause instanceof FileLockException) return "HOME_IN_USE " + cause.getMessage();
      root = cause;
    }
    return "START_FAILED " + root.toString().replaceAll("\\s+", " ");
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {} // what is said does not matter, only that somebody is there
    } catch (IOException gone) {
      // as good as its end
    }
    System.exit(0);
  }

  private static void end(Path home) {
    // A query that looks at no signal of its end can hold up the shutdown for ever.
    daemon(() -> {
      try {
        Thread.sleep(20_000);
      } catch (InterruptedException impossible) {
        return;
      }
      Runtime.getRuntime().halt(1);
    });
    if (dbms != null) dbms.shutdown();
    if (Boolean.getBoolean("ephemeral")) delete(home);
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    } catch (IOException left) {
      // a temporary folder: the system will clear it
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }
}
