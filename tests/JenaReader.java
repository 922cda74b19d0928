import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;

/**
 * What Apache Jena makes of the files of each folder, in one start of Java.
 *
 * <p>Of every file NAME in `formats` it writes NAME.nq. Every query NAME in `queries` it asks of
 * the Turtle files in `graph` together, and writes NAME.json.
 */
public class JenaReader {
  public static void main(String[] arguments) throws IOException {
    for (String folder : arguments) {
      read(Path.of(folder));
    }
  }

  private static void read(Path folder) throws IOException {
    for (Path file : files(folder.resolve("formats"))) {
      try (OutputStream read = Files.newOutputStream(Path.of(file + ".nq"))) {
        DatasetGraph found = RDFParser.source(file).forceLang(language(file)).toDatasetGraph();
        RDFDataMgr.write(read, found, Lang.NQUADS);
      }
    }
    Model graph = ModelFactory.createDefaultModel();
    for (Path file : files(folder.resolve("graph"))) {
      RDFDataMgr.read(graph, file.toString());
    }
    for (Path file : files(folder.resolve("queries"))) {
      Query query = QueryFactory.create(Files.readString(file));
      try (QueryExecution asked = QueryExecutionFactory.create(query, graph)) {
        try (OutputStream rows = Files.newOutputStream(Path.of(file + ".json"))) {
          ResultSetFormatter.outputAsJSON(rows, asked.execSelect());
        }
      }
    }
  }

  private static Lang language(Path file) {
    Lang language = RDFLanguages.filenameToLang(file.toString());
    // Of JSON-LD 1.1, Debian lacks the library that reads the JSON.
    return Lang.JSONLD11.equals(language) || Lang.JSONLD.equals(language)
        ? Lang.JSONLD10
        : language;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().collect(Collectors.toList());
    }
  }
}
