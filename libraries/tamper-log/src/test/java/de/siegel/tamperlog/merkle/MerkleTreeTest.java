package de.siegel.tamperlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Trees and proofs against the definition, known roots, and proofs that somebody changed. */
class MerkleTreeTest {
  private static final int LARGEST = 70;
  private static final List<Hash> LEAVES = NaiveTree.leaves(LARGEST);

  /** The inputs and roots that implementations of RFC 6962 test with. */
  @Test
  void hasTheKnownRoots() {
    List<String> inputs =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    List<String> roots =
        List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    CompactRange range = CompactRange.empty();
    assertThat(HexFormat.of().formatHex(range.root().bytes()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int n = 0; n < inputs.size(); n++) {
      range.append(Hash.ofLeaf(HexFormat.of().parseHex(inputs.get(n))));

      assertThat(HexFormat.of().formatHex(range.root().bytes())).isEqualTo(roots.get(n));
    }
  }

  @Property
  void growsAsTheDefinitionSays(@ForAll @IntRange(max = LARGEST) int size) {
    List<Hash> leaves = LEAVES.subList(0, size);
    Map<String, Hash> completed = new HashMap<>();
    CompactRange range = CompactRange.empty();
    leaves.forEach(
        leaf ->
            range.append(leaf, (level, index, hash) -> completed.put(level + "/" + index, hash)));

    assertThat(range.size()).isEqualTo(size);
    assertThat(range.edge()).hasSize(Integer.bitCount(size));
    assertThat(range.root()).isEqualTo(NaiveTree.root(leaves));
    assertThat(CompactRange.of(size, NaiveTree.nodes(leaves)).root()).isEqualTo(range.root());
    assertThat(Proofs.root(size, (level, index) -> completed.get(level + "/" + index)))
        .isEqualTo(range.root());
  }

  @Test
  void provesEachLeafOfEachTreeAsTheDefinitionSays() {
    for (int size = 1; size <= LARGEST; size++) {
      List<Hash> leaves = LEAVES.subList(0, size);
      Hash root = NaiveTree.root(leaves);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = Proofs.inclusion(index, size, NaiveTree.nodes(leaves));

        assertThat(proof.path()).isEqualTo(NaiveTree.path(index, leaves));
        assertThat(proof.holds(LEAVES.get(index), root)).isTrue();
      }
    }
  }

  @Test
  void provesEachBeginningOfEachTreeAsTheDefinitionSays() {
    for (int second = 0; second <= LARGEST; second++) {
      List<Hash> leaves = LEAVES.subList(0, second);
      Hash root = NaiveTree.root(leaves);
      for (int first = 0; first <= second; first++) {
        ConsistencyProof proof = Proofs.consistency(first, second, NaiveTree.nodes(leaves));

        if (first > 0) {
          assertThat(proof.path()).isEqualTo(NaiveTree.subproof(first, leaves, true));
        }
        assertThat(proof.holds(NaiveTree.root(leaves.subList(0, first)), root)).isTrue();
      }
    }
  }

  private static List<List<Hash>> changed(List<Hash> path) {
    List<List<Hash>> all = new ArrayList<>();
    Hash other = LEAVES.get(LARGEST - 1);
    for (int n = 0; n < path.size(); n++) {
      List<Hash> replaced = new ArrayList<>(path);
      byte[] bytes = path.get(n).bytes();
      bytes[n % Hash.LENGTH] ^= 1;
      replaced.set(n, Hash.of(bytes));
      all.add(replaced);
      List<Hash> dropped = new ArrayList<>(path);
      dropped.remove(n);
      all.add(dropped);
      List<Hash> inserted = new ArrayList<>(path);
      inserted.add(n, other);
      all.add(inserted);
      if (n > 0 && !path.get(n).equals(path.get(n - 1))) {
        List<Hash> swapped = new ArrayList<>(path);
        swapped.set(n, path.get(n - 1));
        swapped.set(n - 1, path.get(n));
        all.add(swapped);
      }
    }
    List<Hash> longer = new ArrayList<>(path);
    longer.add(other);
    all.add(longer);
    return all;
  }

  @Property(tries = 300)
  void noInclusionProofHoldsThatWasChanged(
      @ForAll @IntRange(min = 1, max = LARGEST - 1) int size,
      @ForAll @IntRange(max = 999) int any) {
    int index = any % size;
    List<Hash> leaves = LEAVES.subList(0, size);
    Hash root = NaiveTree.root(leaves);
    InclusionProof proof = Proofs.inclusion(index, size, NaiveTree.nodes(leaves));
    Hash leaf = leaves.get(index);

    for (List<Hash> path : changed(proof.path())) {
      assertThat(new InclusionProof(index, size, path).holds(leaf, root)).isFalse();
    }
    assertThat(proof.holds(LEAVES.get(LARGEST - 1), root)).isFalse();
    assertThat(proof.holds(leaf, leaf)).isEqualTo(size == 1);
    for (int other = -1; other <= size; other++) {
      if (other != index) {
        assertThat(new InclusionProof(other, size, proof.path()).holds(leaf, root)).isFalse();
      }
    }
  }

  @Property(tries = 300)
  void noConsistencyProofHoldsThatWasChanged(
      @ForAll @IntRange(min = 2, max = LARGEST - 1) int second,
      @ForAll @IntRange(max = 999) int any) {
    int first = 1 + any % (second - 1);
    List<Hash> leaves = LEAVES.subList(0, second);
    Hash firstRoot = NaiveTree.root(leaves.subList(0, first));
    Hash secondRoot = NaiveTree.root(leaves);
    ConsistencyProof proof = Proofs.consistency(first, second, NaiveTree.nodes(leaves));

    for (List<Hash> path : changed(proof.path())) {
      assertThat(new ConsistencyProof(first, second, path).holds(firstRoot, secondRoot)).isFalse();
    }
    assertThat(proof.holds(secondRoot, secondRoot)).isFalse();
    assertThat(proof.holds(firstRoot, firstRoot)).isFalse();
    assertThat(proof.holds(secondRoot, firstRoot)).isFalse();
  }

  @Test
  void theEmptyTreeIsTheBeginningOfEachAndOnlyItself() {
    Hash root = NaiveTree.root(LEAVES);

    assertThat(new ConsistencyProof(0, LARGEST, List.of()).holds(Hash.OF_EMPTY_TREE, root))
        .isTrue();
    assertThat(new ConsistencyProof(0, LARGEST, List.of()).holds(root, root)).isFalse();
    assertThat(new ConsistencyProof(0, LARGEST, List.of(root)).holds(Hash.OF_EMPTY_TREE, root))
        .isFalse();
    assertThat(new ConsistencyProof(0, 0, List.of()).holds(Hash.OF_EMPTY_TREE, Hash.OF_EMPTY_TREE))
        .isTrue();
    assertThat(new ConsistencyProof(0, 0, List.of()).holds(root, root)).isFalse();
    assertThat(new ConsistencyProof(5, 4, List.of()).holds(root, root)).isFalse();
    assertThat(new ConsistencyProof(-1, 4, List.of()).holds(root, root)).isFalse();
    assertThat(new ConsistencyProof(4, 4, List.of(root)).holds(root, root)).isFalse();
    assertThat(new ConsistencyProof(3, 4, List.of()).holds(root, root)).isFalse();
  }

  @Test
  void largeSizesDoNotOverflow() {
    long size = Long.MAX_VALUE;
    List<Hash> path = new ArrayList<>();
    for (int n = 0; n < 63; n++) {
      path.add(LEAVES.get(n));
    }
    assertThat(new InclusionProof(size - 1, size, path).root(LEAVES.get(0))).isEmpty();
    assertThat(new InclusionProof(0, size, path).root(LEAVES.get(0))).isPresent();
    assertThat(new ConsistencyProof(size - 1, size, path).holds(LEAVES.get(0), LEAVES.get(1)))
        .isFalse();
  }

  @Test
  void provesNothingThatIsNotThere() {
    Nodes nodes = NaiveTree.nodes(LEAVES);

    assertThatThrownBy(() -> Proofs.inclusion(3, 3, nodes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proofs.inclusion(-1, 3, nodes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proofs.consistency(4, 3, nodes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAHashInItsOneFormOnly() {
    String text = LEAVES.get(0).toString();

    assertThat(Hash.parse(text)).contains(LEAVES.get(0));
    for (String wrong :
        List.of("", "AAAA", text.substring(1), text + "=", text.replace("=", ""), text + "\n")) {
      assertThat(Hash.parse(wrong)).as(wrong).isEmpty();
    }
    // The last character before the padding has two bits that stand for nothing.
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char last = text.charAt(42);
    char twin = alphabet.charAt(alphabet.indexOf(last) ^ 1);
    assertThat(Hash.parse(text.substring(0, 42) + twin + "=")).isEmpty();
  }
}
