package cdkblobs_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// minioURL is the bucket of the nodes that startMinIO starts.
const minioURL = "s3://files?endpoint=http://nodes&use_path_style=true&region=us-east-1&response_checksum_validation=when_required"

// minioNodes is the number of nodes: the least with which one may be missing.
const minioNodes = 4

// startMinIO starts nodes with erasure coding, each a process with a folder of its own, and returns
// their addresses. They end with the test.
func startMinIO(t *testing.T, program string) string {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "cluster", "AWS_SECRET_ACCESS_KEY": "clustersecret", "AWS_EC2_METADATA_DISABLED": "true",
		"MINIO_ROOT_USER": "cluster", "MINIO_ROOT_PASSWORD": "clustersecret",
		"MINIO_CI_CD": "1", // folders of one disk will do
	} {
		t.Setenv(name, value)
	}
	work := t.TempDir()
	var nodes, volumes []string
	for i := range minioNodes {
		node := freeAddress(t)
		nodes = append(nodes, node)
		volumes = append(volumes, "http://"+node+filepath.Join(work, fmt.Sprint(i)))
	}
	for _, node := range nodes {
		var said bytes.Buffer
		cmd := exec.CommandContext(t.Context(), program, append([]string{"server", "--quiet", "--address", node}, volumes...)...)
		cmd.Stdout, cmd.Stderr = &said, &said
		cmd.Env = append(os.Environ(), "_MINIO_SERVER_LOCAL="+node) // which it does not find out in a container
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			if t.Failed() {
				t.Logf("%s says:\n%s", node, said.String())
			}
		})
	}
	return strings.Join(nodes, ",")
}

// freeAddress returns an address of the loopback interface that nothing listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
