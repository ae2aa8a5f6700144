package web

// AskAll asks each line at once whether anybody is there, as is otherwise done in
// its turn.
func (s *Server) AskAll() {
	s.open.Range(func(key, _ any) bool { s.look(key.(*line)); return true })
}
