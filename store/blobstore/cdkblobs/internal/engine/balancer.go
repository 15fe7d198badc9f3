package engine

import (
	"io"
	"net"
	"sync/atomic"
	"time"
)

// A Balancer passes connections on to the nodes of an engine in turn, as what stands in front of a
// cluster does. A node that refuses a connection is passed over.
type Balancer struct {
	nodes    []string
	listener net.Listener
	next     atomic.Uint32
}

// Balance starts a Balancer at a free port of the loopback interface.
func Balance(nodes []string) (*Balancer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b := &Balancer{nodes: nodes, listener: l}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go b.serve(c)
		}
	}()
	return b, nil
}

// Addr is where the Balancer listens.
func (b *Balancer) Addr() string { return b.listener.Addr().String() }

// Close ends the listener. Connections end with their clients.
func (b *Balancer) Close() error { return b.listener.Close() }

// serve passes one connection on.
func (b *Balancer) serve(client net.Conn) {
	defer client.Close()
	node := b.dial()
	if node == nil {
		return
	}
	defer node.Close()
	go func() {
		_, _ = io.Copy(node, client)
		node.Close()
	}()
	_, _ = io.Copy(client, node)
}

// dial connects to a node that takes connections, or returns nil.
func (b *Balancer) dial() net.Conn {
	for range b.nodes {
		node := b.nodes[int(b.next.Add(1))%len(b.nodes)]
		if c, err := net.DialTimeout("tcp", node, time.Second); err == nil {
			return c
		}
	}
	return nil
}
